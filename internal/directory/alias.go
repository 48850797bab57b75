package directory

import "tuntas/internal/store"

// The rows that doors read and hand in; they are the store's own.
type (
	// Topic is one entry of the two-level topic list.
	Topic = store.Topic
	// Post is a role at a desk for a time.
	Post = store.Post
	// Standing is an officer in one post.
	Standing = store.Standing
	// Region is a place with its Kemendagri code.
	Region = store.Region
)
