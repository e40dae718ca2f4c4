import type { EnvironmentVariable } from '../../domain/engine';
import { type Shape, text } from './shape';
import { objectOf, oneOfFieldsOf } from './typed-shape';

const name = text('the name of a variable');

type SecretKey = Extract<EnvironmentVariable, { readonly secret: object }>['secret'];

/** An environment variable: a value, a field of the pod, or a key of a Secret. */
export const environmentVariable: Shape<EnvironmentVariable> = oneOfFieldsOf<EnvironmentVariable>()({
  value: { name, value: text('a text', /^[\s\S]*$/) },
  field: { name, field: text('the path of a field of the pod') },
  secret: { name, secret: objectOf<SecretKey>()({ name: text('the name of a Secret'), key: text('a key of the Secret') }) },
});
