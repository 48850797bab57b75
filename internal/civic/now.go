package civic

import "time"

// Now tells the time. It is handed in, so that tests can move it.
type Now func() time.Time
