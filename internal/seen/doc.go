// Package seen is the index of paragraphs that earlier runs kept: a folder on
// disk that says, for each key of a paragraph, which document owns it. A
// paragraph is a duplicate only if another document owns it, so a document that
// is cleaned again comes out as it did before.
//
// What an index knows must never be ahead of what is on the disk, or a run
// after a crash would drop text that stands nowhere. So there is one way in:
//
//  1. the outputs are written under temporary names and synced;
//  2. they take their names, and their folders are synced;
//  3. [Index.Commit] adds keys with their owners, the documents that are done,
//     and the lengths and checksums of the outputs, in one atomic, synced batch.
//
// That batch is the only commit point. A run that ends before it has added
// nothing, whatever files stand around; nothing is concluded from files.
//
// The store is Pebble. One process at a time holds the folder. The header says
// how keys were made; an index made in another way is refused, never mixed.
package seen
