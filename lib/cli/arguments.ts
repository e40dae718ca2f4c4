import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './command';

/** The parsed arguments of a command. */
export interface Given {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** The arguments of a command. @throws UsageError for an unknown option, and for more than `most` arguments besides the options */
export function argumentsOf(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>, most = 1): Given {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const extra = positionals[most];
    if (extra !== undefined) throw new UsageError(`'${extra}' is one argument too many`);
    return { values: values as Given['values'], positionals };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS_')) throw new UsageError(message.split('. ')[0]?.replace(/^[A-Z]/, first => first.toLowerCase()));
    throw error;
  }
}

/** The value of an option that allows only some values. @throws UsageError for any other value */
export function choice<Value extends string>({ values }: Given, option: string, allowed: readonly Value[], otherwise: Value): Value {
  const value = values[option];
  if (value === undefined) return otherwise;
  const found = allowed.find(each => each === value);
  if (found === undefined) throw new UsageError(`--${option} is '${value}'; use ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`);
  return found;
}
