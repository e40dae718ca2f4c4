/** Where clients find a system, in the order in which they try. The same in every cluster. */
export interface ClientListPlan {
  /** Name of the ConfigMap, in every namespace. */
  readonly name: string;
  /** The system's own namespace first, then those of the applications. */
  readonly namespaces: readonly string[];
  /** `host:port`, those of one cluster after those of another. */
  readonly endpoints: readonly ClientEndpoint[];
  /** The content of the ConfigMap, byte for byte. */
  readonly data: Readonly<Record<string, string>>;
}

/** A place at which clients connect. */
export interface ClientEndpoint {
  readonly cluster: string;
  /** `host:port`; an IPv6 address stands in brackets. */
  readonly address: string;
}
