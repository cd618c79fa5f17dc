/** A part of the catalogue in another language: a sentence for each of its keys, and none besides. */
export type Translated<Part> = Readonly<Record<keyof Part, string>>;
