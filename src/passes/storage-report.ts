import { mkdirSync, writeFileSync } from 'fs';
import { dirname, extname } from 'path';
import type { IConstruct } from 'constructs';
import { Judge } from '../constructs/judge';
import { toJson } from '../report/json';
import { toMarkdown } from '../report/markdown';
import { toText } from '../report/text';
import { reportOf, WorkloadReport } from '../report/workload-report';
import type { Finding } from '../rules/finding';

/** In what form a report is written. */
export enum ReportFormat {
  /** For people: what to do after an eviction, then each size with its reason. */
  MARKDOWN = 'markdown',

  /** For programs. */
  JSON = 'json',

  /** A table for a terminal. */
  TEXT = 'text',
}

const BY_EXTENSION: Record<string, ReportFormat> = { '.md': ReportFormat.MARKDOWN, '.json': ReportFormat.JSON, '.txt': ReportFormat.TEXT };

/**
 * What every workload of a scope may write, on what, how much and why; what the rules found; what was waived.
 */
export class StorageReport {
  /** The report on an App, a Chart, or any scope below. Ask for it when the program is complete. */
  public static of(scope: IConstruct): StorageReport {
    return new StorageReport(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /** All findings, errors and warnings, in the order of the workloads. */
  public get findings(): Finding[] {
    return this.workloads().flatMap(({ findings }) => findings);
  }

  /** The report as text. */
  public render(format: ReportFormat): string {
    const workloads = this.workloads();
    switch (format) {
      case ReportFormat.JSON: return toJson(workloads);
      case ReportFormat.MARKDOWN: return toMarkdown(workloads);
      case ReportFormat.TEXT: return `${toText(workloads)}\n`;
      default: throw this.noFormat(`the report cannot be rendered as "${format}"`, 'use a member of ReportFormat');
    }
  }

  /**
   * Writes the report. Not into the folder of the manifests: `kubectl apply -f` would pick it up.
   *
   * @param file its extension says the format: .md, .json or .txt
   */
  public save(file: string): void {
    const format = BY_EXTENSION[extname(String(file)).toLowerCase()];
    if (format === undefined) {
      throw this.noFormat(`the report cannot be saved as "${file}", its extension says no format`, `end it in one of ${Object.keys(BY_EXTENSION).join(' ')}`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, this.render(format));
  }

  private noFormat(so: string, mend: string): Error {
    return new Error(`${this.scope.node.path || 'the app'}: ${so}; ${mend} [report-format]`);
  }

  private workloads(): WorkloadReport[] {
    const judge = Judge.of(this.scope);
    return judge.subjectsBelow(this.scope).map((subject) =>
      reportOf(subject.construct.node.path, subject.plan(), subject.apiObject.metadata.namespace, judge.judgementOf(subject), subject.notes()));
  }
}
