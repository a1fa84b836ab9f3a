/** What pure code may use beyond the language: two classes without state or effects. Time, DOM and network are not here. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}
declare function structuredClone<T>(value: T): T;
