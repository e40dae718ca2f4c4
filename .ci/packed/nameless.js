'use strict';
const { join } = require('node:path');

/**
 * Types of the package that a user meets and cannot name: what the public declarations refer to, and neither entry point exports.
 *
 * The plan is not public but for its outline, so what only the plan refers to is left out.
 */
function nameless(place) {
  const ts = require(join(place, 'node_modules', 'typescript'));
  const library = join(place, 'node_modules', 'georaft', 'build', 'lib');
  const entries = ['index.d.ts', join('terraform', 'index.d.ts')].map(file => join(library, file));
  const { NodeNext } = ts.ModuleKind;
  const program = ts.createProgram(entries, { module: NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true, types: [] });
  const checker = program.getTypeChecker();
  const behind = symbol => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const ours = node => node.getSourceFile().fileName.startsWith(library);
  const isType = symbol => (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class | ts.SymbolFlags.Enum)) !== 0;
  const named = new Set();
  const queue = [];
  for (const entry of entries) {
    for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))) {
      const symbol = behind(exported);
      named.add(symbol);
      queue.push([symbol, [exported.name]]);
    }
  }
  if (named.size < 50) throw new Error(`only ${named.size} names are exported`);
  const trails = new Map();
  while (queue.length > 0) {
    const [symbol, trail] = queue.shift();
    if (trails.has(symbol)) continue;
    trails.set(symbol, trail);
    const inPlan = file => file.startsWith(join(library, 'plan'));
    for (const declaration of (symbol.declarations ?? []).filter(ours)) {
      if (!named.has(symbol) && inPlan(declaration.getSourceFile().fileName)) continue;
      visit(declaration, found => queue.push([found, [...trail, found.name]]));
    }
  }
  function visit(node, add) {
    if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)) return;
    const name = ts.isTypeReferenceNode(node) ? node.typeName : ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
    const found = ts.isTypeQueryNode(node) ? checker.getSymbolAtLocation(node.exprName) : name && checker.getSymbolAtLocation(name);
    const symbol = found && behind(found);
    if (symbol?.declarations?.some(ours)) add(symbol);
    ts.forEachChild(node, child => visit(child, add));
  }
  // What a file keeps to itself under an alias is written down as what it stands for.
  const isExported = symbol => symbol.declarations.some(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
  const inPlan = symbol => symbol.declarations[0].getSourceFile().fileName.startsWith(join(library, 'plan'));
  return [...trails]
    .filter(([symbol]) => isType(symbol) && !named.has(symbol) && !inPlan(symbol))
    .filter(([symbol]) => isExported(symbol) || (symbol.flags & ts.SymbolFlags.TypeAlias) === 0)
    .map(([, trail]) => trail.join(' > '))
    .sort();
}

module.exports = { nameless };
