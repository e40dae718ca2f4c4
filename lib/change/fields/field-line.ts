import type { ChangeKind } from '../catalogue';

/** What a change of a field comes to in the output: kinds of changes, or why no file shows it. */
export type FieldLine = readonly ChangeKind[] | { readonly unseen: string };

/** A line for each field of a type. */
export type FieldLines<Type> = { readonly [Key in keyof Required<Type>]: FieldLine };

/** Makes a field that the type does not have an error of the compiler. */
type NoOthers<Given, Known> = { readonly [Key in Exclude<keyof Given, keyof Known>]: never };

/** Lines by the name of a type, or by its name and kind, and then by field. */
export type FieldTable = Readonly<Record<string, Readonly<Record<string, FieldLine>>>>;

/** A line for each field of a type and for no other, or it does not compile: a field that is added has a line, or the type has none. */
export const linesOf =
  <Type extends object>() =>
  <Given extends FieldLines<Type>>(lines: Given & NoOthers<Given, Type>): Readonly<Record<string, FieldLine>> =>
    lines as Readonly<Record<string, FieldLine>>;

interface OfKind {
  readonly kind: string;
}

/** The member of a union that has a kind; several kinds may share one. */
type MemberOf<Type, Kind> = Type extends { readonly kind: infer Own } ? (Kind extends Own ? Type : never) : never;

type KindLines<Type extends OfKind> = { readonly [Kind in Type['kind']]: FieldLines<Omit<MemberOf<Type, Kind>, 'kind'>> };

type NoOtherKinds<Given, Type extends OfKind> = {
  readonly [Kind in keyof Given]: Kind extends Type['kind'] ? NoOthers<Given[Kind], Omit<MemberOf<Type, Kind>, 'kind'>> : never;
};

/** The same for each kind of a union. @param name of the type @param itself the line of its kind */
export const linesOfKinds =
  <Type extends OfKind>() =>
  <Given extends KindLines<Type>>(name: string, itself: FieldLine, kinds: Given & NoOtherKinds<Given, Type>): FieldTable =>
    Object.fromEntries([
      [name, { kind: itself }],
      ...Object.entries(kinds as FieldTable).flatMap(([kind, lines]) =>
        Object.keys(lines).length === 0 ? [] : [[`${name} '${kind}'`, lines] as const],
      ),
    ]);

/** A field that is only asked for at synthesis. */
export const atSynthesis: FieldLine = { unseen: 'It is only asked at synthesis.' };
