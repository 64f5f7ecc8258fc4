// What the first start asks before there is a book: who this laptop is.
export interface Facts {
  station: 'grid' | 'village' | 'town';
  operator: string;
  name: string;
  village: string;
  town: string;
  /** 12 to 20 digits, or empty. */
  code: string;
}
