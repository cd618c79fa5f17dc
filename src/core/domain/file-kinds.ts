/** The kinds of files a gateway may be told to take. */
export const FILE_KINDS = ['image', 'pdf', 'text', 'office', 'audio', 'video', 'archive'] as const;

export type FileKind = (typeof FILE_KINDS)[number];
