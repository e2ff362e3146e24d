//go:build !amd64

package dedupe

// taggedOf is tagged for eight times the same tag.
func taggedOf(tags *[bucketSlots]byte, tag uint64) (same uint64) { return genericTagged(tags, tag) }

// prefetch does nothing: it makes nothing right.
func prefetch(*byte) {}
