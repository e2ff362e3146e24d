package clean

import "math/bits"

// ruleSet is a set of RuleIDs below maxRules.
type ruleSet [2]uint64

const maxRules = 128

func (s *ruleSet) add(id RuleID)      { s[id>>6] |= 1 << (id & 63) }
func (s *ruleSet) has(id RuleID) bool { return s[id>>6]&(1<<(id&63)) != 0 }
func (s *ruleSet) empty() bool        { return s[0]|s[1] == 0 }
func (s *ruleSet) union(t ruleSet)    { s[0] |= t[0]; s[1] |= t[1] }

// without returns those of s that are not in t.
func (s *ruleSet) without(t ruleSet) ruleSet { return ruleSet{s[0] &^ t[0], s[1] &^ t[1]} }

// firstOf returns the lowest RuleID that is in both sets, Kept if none is.
func firstOf(s, t ruleSet) RuleID {
	if both := s[0] & t[0]; both != 0 {
		return RuleID(bits.TrailingZeros64(both))
	}
	if both := s[1] & t[1]; both != 0 {
		return RuleID(64 + bits.TrailingZeros64(both))
	}
	return Kept
}
