/** The frame of a SARIF run: the tool, how the scan went, what it was run on. */
import { visible } from '../../ui/sanitize.ts';
import type { Json } from '../json-model.ts';
import { count } from '../numbers.ts';
import type { SkipGroup, Summary } from '../summary.ts';
import { remoteUri } from '../uri.ts';
import { skipExamples, skipWords } from '../words.ts';

/** What the head of a run is made of. */
export interface RunHead {
  readonly summary: Summary;
  readonly rules: readonly Json[];
  /** `automationDetails.id` without its last slash; GitHub keeps alerts of different ids apart. */
  readonly category: string;
  readonly describedAs: string;
  /** Sentences about results that were left out. */
  readonly trimmed: readonly string[];
}

/** Gives the run without its results. */
export function runHead({ summary, rules, category, describedAs, trimmed }: RunHead): Json {
  const notifications = notificationsOf(summary, trimmed);
  const ids = [...new Set(notifications.map((notification) => notification.id))];
  return {
    tool: {
      driver: {
        name: 'keysieve',
        semanticVersion: summary.toolVersion,
        version: summary.toolVersion,
        rules,
        ...(ids.length === 0 ? {} : { notifications: ids.map((id) => ({ id, shortDescription: { text: NOTIFICATIONS[id] } })) }),
        properties: { rulesDigest: summary.rulesDigest, rulesUsed: summary.rules },
      },
    },
    automationDetails: { id: `${category}/`, description: { text: describedAs } },
    invocations: [{
      executionSuccessful: summary.complete,
      ...timesOf(summary),
      toolExecutionNotifications: notifications.map(({ id, level, text }) => ({
        descriptor: { id, index: ids.indexOf(id) }, level, message: { text },
      })),
    }],
    ...provenanceOf(summary),
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of what was scanned.' } } },
    columnKind: 'utf16CodeUnits',
  };
}

type NotificationId = 'not-read' | 'skipped' | 'trimmed' | 'note';

const NOTIFICATIONS: Readonly<Record<NotificationId, string>> = {
  'not-read': 'Something that was asked for could not be read; the scan is incomplete.',
  skipped: 'Something was not scanned, on purpose.',
  trimmed: 'Results were left out to stay within the limits of code scanning.',
  note: 'Something about the configuration.',
};

interface Notification {
  readonly id: NotificationId;
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
}

function notificationsOf(summary: Summary, trimmed: readonly string[]): Notification[] {
  return [
    ...summary.skipped.map((group): Notification => ({
      id: group.incomplete ? 'not-read' : 'skipped', level: group.incomplete ? 'error' : 'note', text: skipText(group),
    })),
    ...trimmed.map((text): Notification => ({ id: 'trimmed', level: 'warning', text })),
    ...summary.notes.filter((note) => note !== '').map((note): Notification => ({ id: 'note', level: 'note', text: visible(note) })),
  ];
}

function skipText(group: SkipGroup): string {
  const examples = group.examples.length === 0 ? '' : `: ${skipExamples(group).join(', ')}${group.count > group.examples.length ? ', …' : ''}`;
  const detail = group.detail === null ? '' : ` (${group.detail})`;
  return visible(`${count(group.count)} ${skipWords(group.reason)}${examples}${detail}`);
}

function timesOf(summary: Summary): Json {
  const start = Date.parse(summary.startedAt);
  if (Number.isNaN(start)) return {};
  return {
    startTimeUtc: new Date(start).toISOString(),
    endTimeUtc: new Date(start + summary.durationMs).toISOString(),
  };
}

function provenanceOf(summary: Summary): Json {
  const remotes = [...(summary.remotes ?? [])].sort((a, b) => Number(b.name === 'origin') - Number(a.name === 'origin'));
  const uri = remotes.map((remote) => remoteUri(remote.url)).find((address) => address !== null);
  if (uri === undefined) return {};
  const { head } = summary;
  return {
    versionControlProvenance: [{
      repositoryUri: uri,
      ...(head === undefined ? {} : { revisionId: head.commit }),
      ...(head === undefined || head.branch === null ? {} : { branch: head.branch }),
      mappedTo: { uriBaseId: '%SRCROOT%' },
    }],
  };
}
