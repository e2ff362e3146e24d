package corpus

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Expand replaces each folder among the names by the regular files below it,
// in sorted order. Hidden files and folders in it are skipped, links to files
// are followed, links to folders are not. "-" and files stay as they are; a
// name that is not there is an error.
func Expand(names []string) ([]string, error) {
	var files []string
	for _, name := range names {
		if name == "-" {
			files = append(files, name)
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %s", name, reason(err))
		}
		if !info.IsDir() {
			files = append(files, name)
			continue
		}
		if files, err = appendTree(files, name); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func appendTree(files []string, root string) ([]string, error) {
	if real, err := filepath.EvalSymlinks(root); err == nil && real != root {
		root += string(filepath.Separator) // WalkDir does not follow a link otherwise
	}
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("%s: %s", name, reason(err))
		}
		switch hidden := name != root && strings.HasPrefix(e.Name(), "."); {
		case hidden && e.IsDir():
			return fs.SkipDir
		case hidden || e.IsDir():
			return nil
		}
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := os.Stat(name)
			if err != nil {
				return fmt.Errorf("%s: %s", name, reason(err))
			}
			mode = info.Mode()
		}
		if mode.IsRegular() {
			files = append(files, name)
		}
		return nil
	})
	return files, err
}
