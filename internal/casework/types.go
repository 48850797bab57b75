package casework

import "tuntas/internal/store"

// Attachment is one cleaned file of a report, as views list it.
type Attachment = store.Attachment

// Text is what the reporter wrote.
type Text = store.Text

// Publication is one public version of a report.
type Publication = store.Publication

// Mask is a place in a public version where something was covered, or was found and left.
type Mask = store.Mask

// PublishedPhoto is a reporter's photo in a public version.
type PublishedPhoto = store.PublishedPhoto
