/**
 * Route 53 health checks of each cluster's ingress controller, by system. Terraform makes them and prints these ids; they
 * are facts here because an id is known only after it was made.
 */
export const healthCheckIds: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  whitewater: {
    frankfurt: '0c1f4a52-6f5e-4c1b-9d52-3a0a1c6f5b01',
    dublin: '5b7e2f90-0d3c-4a68-8a7f-9c2e4d1b6a02',
    london: 'a94d7c13-2e8b-4f05-b6c1-7d5f8e3a9c03',
  },
};
