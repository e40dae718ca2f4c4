import * as schema from 'georaft/fleet.schema.json';

export const id: string = schema.$schema;
if (!id.includes('json-schema.org')) throw new Error('georaft/fleet.schema.json is not what its types say');
