/** The endpoints of a system, in the order in which clients try them. The same in every cluster. */
export interface ClientListPlan {
  /** Name of the ConfigMap, in every namespace. */
  readonly name: string;
  /** Namespaces that get the ConfigMap: the system's own first, then those of the applications. */
  readonly namespaces: readonly string[];
  /** All endpoints of one cluster, then all of the next. */
  readonly endpoints: readonly ClientEndpoint[];
  /** The content of the ConfigMap, byte for byte. */
  readonly data: Readonly<Record<string, string>>;
}

/** One address that clients connect to. */
export interface ClientEndpoint {
  readonly cluster: string;
  /** `host:port`; an IPv6 address stands in brackets. */
  readonly address: string;
}
