/** Names of people in reports. Reports travel, so no e-mail address does. */

/** Takes an author's name as git has it; an address in it is cut down to its part before the `@`. */
export function withoutEmail(name: string): string {
  const bare = name.replace(/\s*<[^<>]*@[^<>]*>/g, '').trim();
  return (bare === '' ? name : bare).replace(/[<>]*([^\s<>@]+)@[^\s<>@]+[<>]*/g, '$1');
}
