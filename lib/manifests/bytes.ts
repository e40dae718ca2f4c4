const quantity = /^(\d+(?:\.\d+)?)(?:(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)|e(\d{1,2}))?$/;

const factors: Readonly<Record<string, number>> = {
  k: 1000,
  M: 1000 ** 2,
  G: 1000 ** 3,
  T: 1000 ** 4,
  P: 1000 ** 5,
  E: 1000 ** 6,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
};

/** A Kubernetes quantity of storage in bytes; undefined for what is none. Source: Kubernetes API, Quantity. */
export function bytesOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const match = typeof value === 'string' ? quantity.exec(value) : null;
  if (!match) return undefined;
  const [, number, unit = '', exponent] = match;
  return Number(number) * (exponent === undefined ? (factors[unit] ?? 1) : 10 ** Number(exponent));
}
