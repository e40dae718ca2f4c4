import { memoized } from '../objects/memoized';

const etcd = /^(quay\.io\/coreos\/etcd|gcr\.io\/etcd-development\/etcd):v3\.(5\.([7-9]|\d\d)|([6-9]|\d\d)\.)/;

/** Whether an image contains etcd's programs and nothing else, not even a shell: the upstream images since 3.5.7. */
export const bareImage: (image: string) => boolean = memoized(image => etcd.test(image));

/** The programs in such an image. */
export const programsOf = /^(\/usr\/local\/bin\/)?(etcd|etcdctl|etcdutl)$/;
