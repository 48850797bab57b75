package httpkit

// LimiterSize tells how many senders a Limiter remembers.
func LimiterSize(l *Limiter) int {
	n := 0
	for i := range l.shard {
		n += len(l.shard[i].young) + len(l.shard[i].old)
	}
	return n
}
