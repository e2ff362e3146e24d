package dedupe

// taggedOf is tagged for eight times the same tag.
//
//go:noescape
func taggedOf(tags *[bucketSlots]byte, tag uint64) (same uint64)

// prefetch has the memory at p fetched, and waits for nothing: a load would keep what
// comes after it waiting sooner or later.
//
//go:noescape
func prefetch(p *byte)
