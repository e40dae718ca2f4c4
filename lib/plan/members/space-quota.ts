import type { EngineConfig } from '../../domain/engine';

/** etcd's default space quota, in bytes. It applies where the flag is left out or is 0. */
const defaultQuota = 2 * 1024 ** 3;

/**
 * What is wrong with etcd's space quota on a volume of this size; undefined where the quota is smaller than the volume.
 * @param given the value of --quota-backend-bytes; undefined where it is left out
 */
export function quotaFault(given: string | undefined, volumeBytes: number): string | undefined {
  const bytes = Number(given ?? 0);
  const quota = bytes === 0 ? defaultQuota : bytes;
  if (quota > 0 && quota < volumeBytes) return undefined;
  const text = Number.isNaN(bytes)
    ? `'${given}', which is no number of bytes`
    : bytes < 0
      ? `switched off (${bytes})`
      : `${quota} bytes${bytes === 0 ? ", etcd's default" : ''}`;
  return `the space quota is ${text}, and the volume has ${volumeBytes} bytes`;
}

const flag = '--quota-backend-bytes=';

/** The value of the space quota flag in an engine's arguments, the last one if there are several; undefined where there is none. */
export const quotaOf = ({ args }: Pick<EngineConfig, 'args'>): string | undefined =>
  args
    .filter(arg => arg.startsWith(flag))
    .at(-1)
    ?.slice(flag.length);
