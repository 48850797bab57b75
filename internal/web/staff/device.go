package staff

import "strings"

// DeviceOf says in two names what a browser says of itself, such as "Chrome, Android". What is not known is left out: it is
// shown to its owner only, and decides nothing.
func DeviceOf(agent string) string {
	var out []string
	for _, list := range [][][2]string{
		// Browsers carry the names of those they descend from: the newest name comes first.
		{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"UCBrowser", "UC Browser"}, {"Firefox", "Firefox"}, {"FxiOS", "Firefox"},
			{"CriOS", "Chrome"}, {"Chrome", "Chrome"}, {"Safari", "Safari"}},
		{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}},
	} {
		for _, known := range list {
			if strings.Contains(agent, known[0]) {
				out = append(out, known[1])
				break
			}
		}
	}
	return strings.Join(out, ", ")
}
