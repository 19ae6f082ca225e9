create schema sales;
create schema archive;
create table sales.customers (
  id bigint primary key,
  name text not null,
  credit numeric(12, 2),
  joined date
);
comment on table sales.customers is 'Everybody who has ordered | at least once';
comment on column sales.customers.credit is 'Limit in euros';
insert into sales.customers values
  (1, 'Ada', 100.50, '1815-12-10'), (2, 'Blaise', null, '1623-06-19'), (9007199254740993, 'Carl', 0.00, null);
create table sales.items (
  order_id int,
  line int,
  quantity int not null,
  primary key (order_id, line)
);
create view sales.rich as select * from sales.customers where credit > 100;
create table archive.customers (id bigint, note text);
create table archive."Größe 1/2" (id bigint);
create table public.secrets (word text);
insert into public.secrets values ('hidden-word');
create table public.numbers (n int primary key, doubled bigint, label text);
insert into public.numbers select n, 2 * n::bigint, 'row ' || n from generate_series(0, 249999) n;
analyze;
create schema exact;
grant usage on schema sales, archive, exact to reader;
grant select on sales.customers, sales.items, sales.rich, archive.customers, archive."Größe 1/2",
  public.numbers to reader;
alter default privileges in schema exact grant select on tables to reader;
