/** The packages that stacks are made with, each with the module of it that is loaded. They are most of what an installation would weigh. */
const modules: Readonly<Record<string, string>> = {
  cdktf: 'cdktf',
  '@cdktf/provider-kubernetes': '@cdktf/provider-kubernetes/lib/provider',
};

/** Every package that a program with stacks has to install beside this one. */
export const terraformPackages: readonly string[] = Object.keys(modules);

/** Those that cannot be found from here. Nothing is loaded. */
export const missingPackages = (resolve: (module: string) => unknown = require.resolve): readonly string[] =>
  terraformPackages.filter(name => {
    try {
      resolve(modules[name] ?? name);
      return false;
    } catch {
      return true;
    }
  });
