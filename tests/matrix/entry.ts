import type { Duration, Size } from 'cdk8s';
import type { Cluster, Dns, DnsProvider, GatewayImplementation, RaftEngine } from '../../lib';
import type { Program } from './world';

/** Made by another factory, or not an object of fields: as it is. */
type Whole =
  | Cluster
  | Dns
  | DnsProvider
  | RaftEngine
  | GatewayImplementation
  | Duration
  | Size
  | readonly unknown[]
  | { readonly kind: string };

/** Props with every one of them given. */
type Full<Props> = Props extends Whole ? Props : Props extends object ? Required<Props> : Props;

type FullArguments<Arguments extends readonly unknown[]> = { readonly [At in keyof Arguments]: Full<Arguments[At]> };

type Factory = (...args: never[]) => unknown;

/** How a factory is used in a whole fleet. */
export interface Entry {
  readonly make: (...args: readonly unknown[]) => unknown;
  /** What it is given, every prop included. */
  readonly args: readonly unknown[];
  /** What it is given where everything that may be left out is. */
  readonly bare: readonly unknown[];
  /** What each argument is called in what is made; '' for props, whose fields are its fields. */
  readonly names: readonly string[];
  /** Paths of arguments and props that may be left out. */
  readonly optional: readonly string[];
  /** Paths of props that are whatever their user says. */
  readonly open: readonly string[];
  /** Paths at which an empty text is right too. */
  readonly blank: readonly string[];
  /** Beginnings of paths at which texts and numbers are right alike. */
  readonly scalar: readonly string[];
  /** The program that has what is made. */
  readonly program: (made: unknown) => Program;
  /** The same for what is made of `bare`. */
  readonly bareProgram: (made: unknown) => Program;
  /** Where findings about what is made are. */
  readonly at: string;
}

/** What is said of one factory. */
export interface Use<Making extends Factory> {
  readonly args: FullArguments<Required<Parameters<Making>>>;
  /** @default - the arguments without the optional props of the last */
  readonly bare?: Parameters<Making>;
  /** @default - '' for each */
  readonly names?: readonly string[];
  readonly optional?: readonly string[];
  readonly open?: readonly string[];
  readonly blank?: readonly string[];
  readonly scalar?: readonly string[];
  readonly program: (made: ReturnType<Making>) => Program;
  /** @default - the same */
  readonly bareProgram?: (made: ReturnType<Making>) => Program;
  readonly at: string;
}

/** A factory in the matrix: its arguments are held to its type, so that a prop that is added does not compile without a value here. */
export function entry<Making extends Factory>(factory: Making, use: Use<Making>): Entry {
  const { args, bare, names = [], optional = [], open = [], blank = [], scalar = [], program, bareProgram = program, at } = use;
  const given = args as readonly unknown[];
  const last = given.at(-1);
  const without = bare ?? (given.length > 0 ? [...given.slice(0, -1), withoutOptional(last, optional)] : []);
  return {
    make: factory as unknown as Entry['make'],
    args: given,
    bare: without as readonly unknown[],
    names: given.map((_, position) => names[position] ?? ''),
    optional,
    open,
    blank,
    scalar,
    program: program as Entry['program'],
    bareProgram: bareProgram as Entry['program'],
    at,
  };
}

const withoutOptional = (props: unknown, optional: readonly string[]): unknown =>
  typeof props === 'object' && props !== null && !Array.isArray(props)
    ? Object.fromEntries(Object.entries(props).filter(([key]) => !optional.includes(key)))
    : props;
