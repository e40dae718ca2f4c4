import { type Check, isObject, type Method, matches, object, optional, type Shape, shaped, text } from './shape';

/** The shape of a field's value. Of a function it is only checked that it is one. */
type ShapeOfField<Value> =
  NonNullable<Value> extends Method ? (undefined extends Value ? Shape<Method | undefined> : Shape<Method>) : Shape<Value>;

/** The fields of a type, each with its shape. An optional field has one too, made by `optional`. */
export type Fields<Type> = { readonly [Key in keyof Required<Type>]: ShapeOfField<Type[Key]> };

/** Makes the compiler reject a field that the type does not have. Without this, it accepts such a field if it comes from a spread. */
type NoOthers<Given, Known> = { readonly [Key in Exclude<keyof Given, keyof Known>]: never };

/**
 * The shape of an object type. It compiles only with exactly the fields of the type, required or optional as the type declares them.
 * @example objectOf<Backup>()({ interval: duration(1, month), upload: duration(0, month), restore: optional(duration(0, month)) })
 */
export const objectOf =
  <Type extends object>() =>
  <Given extends Fields<Type>>(fields: Given & NoOthers<Given, Type>, others: 'refused' | 'ignored' = 'refused'): Shape<Type> =>
    shaped(object(fields as Readonly<Record<string, Check>>, others));

/** Fields that several types have in common, for spreading into the shapes of those types. */
export const fieldsOf =
  <Type extends object>() =>
  <Given extends Fields<Type>>(fields: Given & NoOthers<Given, Type>): Fields<Type> =>
    fields;

/** The same fields, all optional. */
export const someOf = <Type extends object>(fields: Fields<Type>): Fields<Partial<Type>> =>
  Object.fromEntries(
    Object.entries(fields as Readonly<Record<string, Shape<unknown>>>).map(([key, shape]) => [key, optional(shape)]),
  ) as Fields<Partial<Type>>;

interface OfKind {
  readonly kind: string;
}

/** The member of a union with a given kind; several kinds may share one member. */
type MemberOf<Type, Kind> = Type extends { readonly kind: infer Own } ? (Kind extends Own ? Type : never) : never;

type FieldsOfKind<Type, Kind> = Omit<MemberOf<Type, Kind>, 'kind'>;

/** Each kind of a union, with its fields besides `kind`. */
type Kinds<Type extends OfKind> = { readonly [Kind in Type['kind']]: Fields<FieldsOfKind<Type, Kind>> };

type NoOtherKinds<Given, Type extends OfKind> = {
  readonly [Kind in keyof Given]: Kind extends Type['kind'] ? NoOthers<Given[Kind], FieldsOfKind<Type, Kind>> : never;
};

/** The shape of a union whose members differ by `kind`. It compiles only with exactly the kinds of the type. */
export const unionOf =
  <Type extends OfKind>() =>
  <Given extends Kinds<Type>>(kinds: Given & NoOtherKinds<Given, Type>): Shape<Type> => {
    const forms = formsOf(kinds, { kind: text('a kind') });
    const wanted = matches(`one of ${[...forms.keys()].join(', ')}`, () => false);
    return shaped((value, at) => {
      if (!isObject(value)) return wanted(value, at);
      const { kind } = value as { readonly kind?: unknown };
      return forms.get(kind)?.(value, at) ?? wanted(kind, `${at}.kind`);
    });
  };

/** The fields that only some members of a union have. */
type Marks<Type> = Exclude<Type extends unknown ? keyof Type : never, keyof Type>;

type Marked<Type, Mark> = Type extends unknown ? (Mark extends keyof Type ? Type : never) : never;

type NoOtherForms<Given, Type> = {
  readonly [Mark in keyof Given]: Mark extends Marks<Type> ? NoOthers<Given[Mark], Marked<Type, Mark>> : never;
};

/** The shape of a union whose members differ by a field that only one of them has. */
export const oneOfFieldsOf =
  <Type extends object>() =>
  <Given extends { readonly [Mark in Marks<Type>]: Fields<Marked<Type, Mark>> }>(given: Given & NoOtherForms<Given, Type>): Shape<Type> => {
    const forms = formsOf(given, {});
    const wanted = matches(`an object with one of ${[...forms.keys()].join(', ')}`, () => false);
    return shaped((value, at) => {
      const mark = isObject(value) ? [...forms.keys()].find(name => Object.hasOwn(value, name as string)) : undefined;
      return (mark === undefined ? wanted : (forms.get(mark) ?? wanted))(value, at);
    });
  };

/** The check of each member by its name, with the fields that all members have. */
const formsOf = (forms: object, common: Readonly<Record<string, Check>>): ReadonlyMap<unknown, Check> =>
  new Map(
    Object.entries(forms as Readonly<Record<string, Readonly<Record<string, Check>>>>).map(([name, fields]) => [
      name,
      object({ ...common, ...fields }),
    ]),
  );
