import type { ChangeKind } from '../catalogue';

/** The kinds of changes that a change of a field can cause, or why no file shows it. */
export type FieldLine = readonly ChangeKind[] | { readonly unseen: string };

/** A line for each field of a type. */
export type FieldLines<Type> = { readonly [Key in keyof Required<Type>]: FieldLine };

/** Makes a line for a field that the type does not have a compiler error. */
type NoOthers<Given, Known> = { readonly [Key in Exclude<keyof Given, keyof Known>]: never };

/** Lines by the name of a type, or by its name and kind, and then by field. */
export type FieldTable = Readonly<Record<string, Readonly<Record<string, FieldLine>>>>;

/** Makes the lines of a type. They compile only with one line for each field and no other, so that no new field is forgotten. */
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

/** Makes the lines of each kind of a union. @param name The name of the type @param itself The line of its field `kind` */
export const linesOfKinds =
  <Type extends OfKind>() =>
  <Given extends KindLines<Type>>(name: string, itself: FieldLine, kinds: Given & NoOtherKinds<Given, Type>): FieldTable =>
    Object.fromEntries([
      [name, { kind: itself }],
      ...Object.entries(kinds as FieldTable).flatMap(([kind, lines]) =>
        Object.keys(lines).length === 0 ? [] : [[`${name} '${kind}'`, lines] as const],
      ),
    ]);

/** The line of a field that only the synthesis uses. */
export const atSynthesis: FieldLine = { unseen: 'Only the synthesis uses it.' };
