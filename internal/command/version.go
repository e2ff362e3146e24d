package command

import "runtime/debug"

// version is what the next release is called.
const version = "0.1.0"

// versionText is the answer to --version: the release, and the revision it was
// built from where the toolchain has recorded one.
func versionText() string {
	text := "winnow " + version
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return text + "\n"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			text += " (" + s.Value[:12] + ")"
		}
	}
	return text + " " + info.GoVersion + "\n"
}
