/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const legal = (code: number): boolean =>
  code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const code = /^#(\d+)$/.exec(name)?.[1];
    const value = code === undefined ? entities[name] : String.fromCodePoint(Number(code));
    if (value === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no reference`);
    return value;
  });
}

/** Reads so much of XML 1.0 as a report needs: elements, attributes, texts. @throws where it is not well-formed */
export function parseXml(document: string): Element {
  for (const character of document) {
    if (!legal(character.codePointAt(0) ?? 0)) throw new Error(`${JSON.stringify(character)} is no character of XML`);
  }
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const body = document.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  const token = /<(\/?)([A-Za-z][\w-]*)((?:\s+[A-Za-z][\w-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
  while (token.lastIndex < body.length) {
    const from = token.lastIndex;
    const [, end, name, attributes = '', alone, text] = token.exec(body) ?? [];
    const inner = open.at(-1) as Element;
    if (text !== undefined) {
      if (text.includes(']]>')) throw new Error("']]>' stands in a text");
      inner.text += decoded(text);
    } else if (name === undefined) throw new Error(`no markup: ${body.slice(from, from + 60)}`);
    else if (end) {
      if (inner.name !== name) throw new Error(`</${name}> closes <${inner.name}>`);
      open.pop();
    } else {
      const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decoded(value)] as const);
      if (new Set(pairs.map(([key]) => key)).size < pairs.length) throw new Error(`<${name}> has an attribute twice`);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
      inner.children.push(element);
      if (!alone) open.push(element);
    }
  }
  const [only] = root.children;
  if (open.length > 1 || root.children.length !== 1 || !only || root.text.trim() !== '') throw new Error('it is no single, closed element');
  return only;
}
