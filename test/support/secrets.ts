/** Credentials for tests, made from a seed at run time: nothing of the kind stands in a file of this repository. */
import { expandRecipe } from '../../src/rules/samples/generators.ts';
import { createRandom } from '../../src/rules/samples/random.ts';

/** A GitHub token with a true checksum. */
export function githubToken(seed = 'a'): string {
  return expandRecipe('ghp_<crc32-base62:30>', createRandom(`github ${seed}`));
}

/** A live Stripe key. */
export function stripeKey(seed = 'a'): string {
  return expandRecipe('sk_live_<alnum:24>', createRandom(`stripe ${seed}`));
}

/** A private key in PEM armour, with real line ends. */
export function privateKey(seed = 'a'): string {
  return expandRecipe('<key:rsa>', createRandom(`key ${seed}`));
}
