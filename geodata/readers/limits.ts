/** What an archive or a block-compressed file may unpack to, in bytes; measured while unpacking, not only declared. */
export const MOST_UNPACKED_BYTES = 300 * 1024 * 1024

export const MOST_UNPACKED_MEGABYTES = MOST_UNPACKED_BYTES / 1024 / 1024

/** Features of one GeoJSON file; the smallest that mean something would fill 50 MB. Each that is rejected costs some 300 bytes. */
export const MOST_FEATURES = 500_000
