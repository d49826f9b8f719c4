/** The user of a command may stand far behind its name. */
import { expect, it } from 'vitest';
import { PASSWORD } from '../detectors/support.ts';
import { detector } from './support.ts';

const values = (text: string): string[] => detector.detect(Buffer.from(text, 'latin1'), 'deploy.sh').sightings.map(({ match }) => match.candidate.value);
const LONG = 'https://jenkins.corp.test/job/deploy-production/buildWithParameters?BRANCH=main&REGION=eu-central-1&CLUSTER=blue';
const OPTIONS = ['--fail', '--silent', '--show-error', '--location', '--header "Content-Type: application/json"', '--retry 5 --retry-delay 10 --max-time 600'];

it.each([
  ['on one line', `curl -s -X POST ${LONG} -u deployer:${PASSWORD}\n`],
  ['on several lines', `curl ${[...OPTIONS, `--user "deployer:${PASSWORD}"`, LONG].join(' \\\n  ')}\n`],
  ['on several lines of Windows', `curl.exe ${[...OPTIONS, `--user "deployer:${PASSWORD}"`, LONG].join(' \\\r\n  ')}\r\n`],
])('finds the password of a long command %s', (_, text) => {
  expect(values(text)).toEqual([PASSWORD]);
});

it('does not take the user of another command for it', () => {
  expect(values(`curl -s ${LONG}\nchown -u deployer:${PASSWORD} file\n`)).toEqual([]);
});
