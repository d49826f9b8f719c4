/** Something a person should know about how an item was read. The item itself was searched. */
export interface Note {
  /**
   * `broken-notebook`: not valid JSON, so it was searched as plain text.
   * `media`: images and other media inside a notebook were left out, as binary files are.
   * `limit`: a bound was met; the rest was searched undecoded.
   */
  readonly kind: 'broken-notebook' | 'media' | 'limit';
  /** One sentence for people, without a full stop. */
  readonly message: string;
}
