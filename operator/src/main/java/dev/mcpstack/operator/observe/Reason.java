package dev.mcpstack.operator.observe;

import java.util.Locale;

/**
 * Why a condition is what it is: one list for conditions, events, logs, metrics and the table in
 * the docs.
 */
public enum Reason {
  /** All is as the stack wants it. */
  READY("Everything that the stack asks for is there and can answer.", ""),
  /** The stack has no pods by wish. */
  SUSPENDED("The stack is suspended.", "Set spec.suspended to false to start it again."),
  /** The operator leaves it alone by wish. */
  PAUSED(
      "The stack is paused: changes are not carried out.",
      "Set spec.paused to false to carry them out."),
  /** The specification contradicts itself in a way that the API server does not see. */
  SPEC_INVALID("The specification can't be carried out.", "Correct what the message names."),
  /** The definition of McpStacks is of a later release than the operator. */
  SPEC_NEWER(
      "The specification has keys that this operator does not know, so what runs is left as it is.",
      "Upgrade the operator to the release of the definition, or take out what the message names."),
  /** The specification is right, and this operator can't do it. */
  NOT_SUPPORTED(
      "The specification asks for what this operator can't carry out.",
      "Take it out, or wait for a release that can."),
  /** A Secret that the stack names is not there. */
  SECRET_MISSING("A Secret that the stack names does not exist.", "Create it in the namespace."),
  /** A Secret lacks a key. */
  SECRET_INCOMPLETE("A Secret lacks a key that the stack names.", "Add the key to the Secret."),
  /** A Secret holds a value that nobody can use. */
  SECRET_MALFORMED(
      "A Secret that the stack uses holds what can't be used.",
      "Put the right value in its place; the pods read it by themselves."),
  /** An object of the same name belongs to somebody else. */
  NAME_TAKEN(
      "An object of a name that the stack needs belongs to somebody else, and is left alone.",
      "Delete or rename it, or give the stack another name."),
  /** Another stack answers under the host name already. */
  HOST_TAKEN(
      "The host name of the stack's route is another stack's, which keeps it.",
      "Choose another host, or take it out of the other stack; then it is tried again."),
  /** The API server refused an object. */
  REFUSED(
      "The API server refused an object of the stack.",
      "Read the message, such as an admission policy's; it is tried again."),
  /** The operator may not do what it has to. */
  NOT_PERMITTED(
      "The operator has no right to do what the stack needs.",
      "Install the chart's roles for this namespace, with the integration switched on."),
  /** The object is there and can't become what it should be. */
  FIXED(
      "A setting can't be changed in an object that is there.",
      "Set it back, or delete the object: it is made anew as the stack asks."),
  /** A quota allows no more. */
  QUOTA_EXCEEDED(
      "A quota of the namespace does not allow it.",
      "Free what counts, raise the ResourceQuota, or set the requests that it asks for."),
  /** The API of an object is not installed. */
  API_MISSING(
      "The cluster does not know a kind of object that the stack asks for.",
      "Install what brings it, or take the setting out of the stack."),
  /** An image can't be pulled. */
  IMAGE_NOT_PULLED(
      "An image can't be pulled.",
      "Check its name, images.registry, the release and the pull secrets."),
  /** The API server lets no such pod be made. */
  POD_REFUSED(
      "Kubernetes does not let a pod of the stack be made.",
      "Read the message: pod security, limit range or admission policy of the namespace."),
  /** A pod could not be started. */
  POD_NOT_STARTED("A pod can't be started.", "Check the Secrets and volumes that it mounts."),
  /** A pod ends again and again. */
  POD_CRASHES("A pod ends again and again.", "Read its log: kubectl logs --previous."),
  /** No node takes a pod. */
  POD_NOT_SCHEDULED("No node takes a pod.", "Check requests, node selector and tolerations."),
  /** A claim waits for a volume. */
  STORAGE_NOT_BOUND(
      "A volume claim gets no volume.",
      "See kubectl describe pvc: is its storage class there? A class corrected in the stack counts"
          + " once StatefulSet and claim are deleted; both are made anew."),
  /** Pods are on their way. */
  STARTING("Pods are starting.", ""),
  /** A new revision is brought up beside the one that serves. */
  STAGING("A new revision is brought up beside the one that serves.", ""),
  /** The new revision is complete, and is being checked. */
  VERIFYING("A new revision is being checked before it serves.", ""),
  /** It has passed its checks and waits for somebody. */
  AWAITING_PROMOTION(
      "A new revision has passed its checks and waits to be promoted.",
      "Set spec.rollout.promote to its number, or spec.rollout.abort."),
  /** It takes over. */
  SWITCHING("A new revision takes over.", ""),
  /** It serves, and the old one stands by. */
  OBSERVING("A new revision serves and is watched, while the old one stands by.", ""),
  /** It is taken back. */
  ROLLING_BACK("A revision is taken back, and the one before it serves again.", ""),
  /** The last release failed. */
  ROLLED_BACK(
      "What the stack asks for has failed, and the revision before it serves.",
      "Change the stack, or set spec.rollout.retry to another text to try the same again."),
  /** What the stack asks for is not begun. */
  ROLLOUT_WAITING("The stack asks for another revision than the one that serves.", ""),
  /** The token store is not ready. */
  TOKEN_STORE_STARTING("The token store is starting.", ""),
  /** It is somebody else's. */
  TOKEN_STORE_EXTERNAL("The token store is not the operator's, which has not asked it yet.", ""),
  /** It does not answer. */
  TOKEN_STORE_UNREACHABLE(
      "The token store can't be reached from the operator.",
      "Check its address, that it runs, and the network policies on the way, the operator's too."),
  /** Its certificate is not believed. */
  TOKEN_STORE_NOT_TRUSTED(
      "The token store shows no certificate that is believed.",
      "Check that it speaks TLS, caSecretRef, and that the certificate names the host."),
  /** It does not let the stack in. */
  TOKEN_STORE_REFUSES(
      "The token store refuses user or password.",
      "Correct the Secret in tokenStore.external.credentialsSecretName."),
  /** Certificates are being replaced step by step. */
  ROTATING("Certificates are being replaced step by step.", ""),
  /** Those of an issuer that is not ours are not all there. */
  CERTIFICATES_PENDING(
      "A certificate that the stack asks cert-manager for can't be used yet.",
      "If it stays, look at the issuer: kubectl describe certificate.");

  private final String sentence;
  private final String remedy;

  Reason(String sentence, String remedy) {
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** What it means. */
  public String sentence() {
    return sentence;
  }

  /** What to do; empty if nothing is to be done. */
  public String remedy() {
    return remedy;
  }

  /** As conditions and events write it, such as {@code ImageNotPulled}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (String word : name().split("_", -1)) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
