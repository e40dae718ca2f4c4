import { readFileSync, writeSync } from 'node:fs';
import { type Change, type FleetSize, type Workload, workload } from '../workload';

/** What a program reports of itself when it ends. */
export interface ProgramReport {
  readonly objects: number;
  /** Files that it wrote, and those that it found as they should be. */
  readonly written: number;
  readonly unchanged: number;
  /** Processor time, of the program and of the kernel for it: what a busy machine disturbs least. */
  readonly cpuSeconds: number;
  /** Largest resident set. */
  readonly peakMebibytes: number;
}

/** Descriptor that the report goes to: the standard output belongs to the program. */
export const reportDescriptor = 3;

/** Runs one program of the benchmark: `node program.js <clusters> <systems> <folder> [change]`. */
export function runProgram(write: (workload: Workload, folder: string) => Omit<ProgramReport, 'cpuSeconds' | 'peakMebibytes'>): void {
  const [clusters, systems, folder = '', change = 'none'] = process.argv.slice(2);
  const size: FleetSize = { clusters: Number(clusters), systems: Number(systems) };
  const report = write(workload(size, change as Change), folder);
  const { user, system } = process.cpuUsage();
  writeSync(reportDescriptor, JSON.stringify({ ...report, cpuSeconds: (user + system) / 1e6, peakMebibytes: peakMebibytes() }));
}

/** Linux counts the parent's memory of the moment of the fork into `maxRSS`, so its own high-water mark is read there. */
function peakMebibytes(): number {
  try {
    const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kibibytes !== undefined) return Number(kibibytes) / 1024;
  } catch {
    // not Linux
  }
  return process.resourceUsage().maxRSS / 1024;
}
