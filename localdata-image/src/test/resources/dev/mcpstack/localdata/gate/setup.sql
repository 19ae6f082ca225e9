-- The tables that every legitimate case reads; {json} and {texts} are replaced per engine.
create table customers(id integer primary key, name varchar(40) not null, region varchar(10), since date, email varchar(60), "set" integer, profile {json});
create table orders(id integer primary key, customer_id integer, ordered_at timestamp, amount numeric(12,2), discount double precision, status varchar(12), note text);
create table items(order_id integer, product varchar(20), quantity integer, price numeric(10,2), primary key (order_id, product));
create table employees(id integer primary key, manager_id integer, name varchar(20), salary integer, tags {texts});
create table prices(day date, symbol varchar(8), close double precision);
create table "Mixed Case"("Weird Column" integer, "select" text);
insert into customers select g, 'Customer ' || g, case g % 3 when 0 then 'north' when 1 then 'south' else null end, date '2023-01-01' + cast(g as integer), 'user' || g || '@example.com', g % 5, '{"tier": "gold", "visits": 7, "tags": ["a", "b"]}' from generate_series(1, 24) as s(g);
insert into orders select g, 1 + g % 24, timestamp '2024-01-01 08:30:00' + cast(g as integer) * interval '11 hours', cast(g * 3.25 as numeric(12,2)), case when g % 4 = 0 then null else g / 100.0 end, case g % 3 when 0 then 'paid' when 1 then 'open' else 'update' end, case when g % 10 = 0 then 'it''s; -- a note' else 'plain' end from generate_series(1, 120) as s(g);
insert into items select 1 + g % 120, 'product ' || (g % 7), 1 + g % 4, cast(1 + (g % 9) * 1.5 as numeric(10,2)) from generate_series(1, 300) as s(g);
insert into employees select g, case when g = 1 then null when g < 4 then 1 else 1 + g % 3 end, 'employee ' || g, 1000 + g * 37 % 400, {texts_value} from generate_series(1, 15) as s(g);
insert into prices select date '2024-01-01' + cast(g as integer), case g % 2 when 0 then 'AAA' else 'BBB' end, 100 + (g * 7919 % 113) / 10.0 from generate_series(1, 60) as s(g);
insert into "Mixed Case" values (1, 'one'), (2, 'two');
