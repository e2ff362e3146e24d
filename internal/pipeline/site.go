package pipeline

import (
	"bytes"
	"encoding/binary"
	"path/filepath"

	"winnow/internal/corpus"
)

// appendSite appends the name of the site that d belongs to, and its length, so
// that no text followed by a site reads as another text followed by another.
// The site is what the record says, else the host of its address, else the
// folder of its file.
func appendSite(dst []byte, d *corpus.Document) []byte {
	n := len(dst)
	switch {
	case len(d.Site) > 0:
		dst = append(append(dst, 's'), d.Site...)
	case len(host(d.URL)) > 0:
		dst = appendLower(append(dst, 'h'), host(d.URL))
	default:
		dst = append(append(dst, 'f'), filepath.Dir(d.File)...)
	}
	return binary.LittleEndian.AppendUint64(dst, uint64(len(dst)-n))
}

// host is the host of an address: what stands between the slashes, without
// user and port. An address without a scheme begins with its host.
func host(url []byte) []byte {
	if i := bytes.Index(url, []byte("//")); i >= 0 {
		url = url[i+2:]
	}
	if i := bytes.IndexAny(url, `/?#\`); i >= 0 {
		url = url[:i]
	}
	url = url[bytes.LastIndexByte(url, '@')+1:]
	if i := bytes.IndexByte(url, ']'); i >= 0 && url[0] == '[' {
		return url[:i+1] // an IPv6 address
	}
	if i := bytes.IndexByte(url, ':'); i >= 0 {
		url = url[:i]
	}
	return bytes.TrimRight(url, ".")
}

// appendLower appends ASCII in lower case: names of hosts are no more.
func appendLower(dst, src []byte) []byte {
	for _, c := range src {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}
