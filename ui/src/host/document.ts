// The one model of a form, as the program sends it: see `domain::document`. Widths are in millimetres.
// Deliberately not here: how it looks; kit/DocumentSheet.vue draws it.

/** One form, from its title to its signatures. */
export interface Document {
  title: string;
  /** Tells several documents of one file apart; empty = the title. */
  name: string;
  paper: Paper;
  head: HeadLine[];
  blocks: Block[];
  signatures: string[];
  /** Stands at the foot of every page; empty = none. */
  footer: string;
  /** Photographs on pages of their own; they are seen on the page pictures only. */
  annex: Annex | null;
}

export interface Annex {
  title: string;
  pictures: Picture[];
}

export interface Picture {
  caption: string;
  /** In pixels. */
  width: number;
  height: number;
}

export interface Paper {
  size: 'a4' | 'a3';
  landscape: boolean;
}

export interface HeadLine {
  left: string;
  right: string;
}

export type Block = { fields: Fields } | { table: Table } | { paragraph: Paragraph } | { tree: Tree };

/** A chart: boxes under and beside each other. */
export interface Tree {
  captions: string[];
  roots: TreeNode[];
}

export interface TreeNode {
  name: Line;
  /** A blank one stands in the workbook only. */
  facts: Line[];
  beside: TreeNode[];
  below: TreeNode[];
}

export interface Fields {
  per_row: number;
  fields: Field[];
}

export interface Field {
  caption: string;
  value: Cell;
  /** Pairs of caption and value that this one takes the room of. */
  pairs: number;
}

export interface Paragraph {
  kind: 'heading' | 'body' | 'note' | 'card';
  lines: Line[];
}

export interface Table {
  columns: Column[];
  rows: Cell[][];
  total: Cell[] | null;
  /** Least height of a row: room for handwriting; 0 = what the text needs. */
  row_height_mm: number;
}

export interface Column {
  caption: string;
  /** The upper caption that neighbouring columns share. */
  group: string | null;
  width: { mm: number } | { share: number };
  align: 'left' | 'centre' | 'right';
}

export interface Cell {
  lines: Line[];
  columns: number;
  /** Left empty for writing by hand. */
  room: boolean;
}

export type Line = Run[];

export type Run = { text: string } | { kept: string } | { value: Value } | { tick: boolean };

/** A number as printed, and the key to the records that it counts. */
export interface Value {
  text: string;
  link: string | null;
}
