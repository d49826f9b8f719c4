/** The part of a plan that is the same for everything that scans commits: a range, a push, a pull request. */
import { filesOfCommit } from '../git/commit-files.ts';
import { attributeTags } from '../git/named-tags.ts';
import type { Repository } from '../git/repository.ts';
import type { RevisionRange } from '../git/revisions.ts';
import type { Item } from '../model.ts';
import { rangeItems } from '../sources/range.ts';
import { blobReader } from './commands/blob-reader.ts';
import type { Plan } from './session.ts';

/** How to scan some commits. Close it when the scan is over: git runs until then. */
export interface CommitPlan {
  readonly plan: Pick<Plan, 'repository' | 'root' | 'readBlobs' | 'attribute' | 'tip'> & {
    readonly items: (...given: Parameters<Plan['items']>) => AsyncIterable<Item>;
  };
  close(): void;
}

/** Plans the scan of what `revisions` reach. With one tip it is known what that still holds. */
export function planCommits(repository: Repository, revisions: RevisionRange): CommitPlan {
  const blobs = blobReader(repository);
  const [tip, ...others] = revisions.include;
  return {
    plan: {
      repository,
      root: repository.root ?? repository.cwd,
      items: (policy, onSkip) => rangeItems(repository, revisions, { maxBytes: policy.maxFileSize }, onSkip),
      readBlobs: blobs.read,
      attribute: (objects) => attributeTags(repository, objects.filter((object) => object.type === 'tag').map((object) => object.id)),
      ...(tip !== undefined && others.length === 0 && { tip: (wanted, maxBytes) => filesOfCommit(repository, `${tip}^{commit}`, wanted, maxBytes) }),
    },
    close: () => blobs.close(),
  };
}
