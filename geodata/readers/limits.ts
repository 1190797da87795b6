/** What an archive or a block-compressed file may unpack to, in bytes; measured while unpacking, not only declared. */
export const MOST_UNPACKED_BYTES = 300 * 1024 * 1024

export const MOST_UNPACKED_MEGABYTES = MOST_UNPACKED_BYTES / 1024 / 1024
