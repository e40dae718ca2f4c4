/** The packages that stacks need, each with the module that is loaded. They are optional, since they are most of an installation's size. */
const modules: Readonly<Record<string, string>> = {
  cdktf: 'cdktf',
  '@cdktf/provider-kubernetes': '@cdktf/provider-kubernetes/lib/provider',
};

/** The packages that a program with stacks must install besides this one. */
export const terraformPackages: readonly string[] = Object.keys(modules);

/** The packages that are not installed. None of them is loaded. */
export const missingPackages = (resolve: (module: string) => unknown = require.resolve): readonly string[] =>
  terraformPackages.filter(name => {
    try {
      resolve(modules[name] ?? name);
      return false;
    } catch {
      return true;
    }
  });
