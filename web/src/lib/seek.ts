// Where in a long document the block of a place may be: blocks come in chunks, and only those asked for are fetched.
import type { Block, DocumentInfo, Source } from '../api/types';

export const CHUNK = 200;

// Pages and lines are spread about evenly over the blocks.
export function firstGuess(document: DocumentInfo, place: Source | undefined, last: number): number {
  if (place?.block) return Math.min(last, Math.floor((place.block - 1) / CHUNK));
  const share = place?.page && document.pages ? (place.page - 1) / document.pages : place?.lines && !place.page && document.lines ? (place.lines[0] - 1) / document.lines : 0;
  return Math.min(last, Math.floor(share * (last + 1)));
}

// Pages and lines only grow: a chunk that begins behind the place sends back, any other on.
export function nextGuess(blocks: Block[], place: Source, seek: number): number {
  const first = blocks[0];
  if (place.page) return (first?.page ?? 0) > place.page ? seek - 1 : seek + 1;
  if (place.lines && (first?.lines?.[0] ?? 0) > place.lines[0]) return seek - 1;
  return seek + 1;
}
