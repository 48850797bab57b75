package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tuntas/internal/civic"
)

// S3Options say which bucket an S3 keeps its files in.
type S3Options struct {
	Endpoint  string // URL of the service, such as https://s3.example.go.id
	Bucket    string
	Prefix    string // put before every key; may be empty
	Region    string
	AccessKey string
	SecretKey string
	MaxBytes  int64 // largest file, bytes; 0 means DefaultMaxBytes
}

// S3 keeps files in a bucket of any service that speaks the S3 protocol.
type S3 struct {
	opt    S3Options
	client *minio.Client
}

var _ Store = (*S3)(nil)

// s3Retries is how often a request is tried in all. The library's ten would keep a citizen
// waiting for minutes; a job tries again later anyway.
const s3Retries = 3

// NewS3 prepares a keeper. It does not talk to the service yet: Ready does.
func NewS3(opt S3Options) (*S3, error) {
	u, err := url.Parse(opt.Endpoint)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("blob: the S3 address %q is not of the form https://host", opt.Endpoint)
	}
	if opt.Bucket == "" {
		return nil, errors.New("blob: no S3 bucket given")
	}
	if opt.MaxBytes == 0 {
		opt.MaxBytes = DefaultMaxBytes
	}
	if opt.Region == "" {
		opt.Region = "us-east-1" // the name every service takes; it also saves asking for it
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds:      credentials.NewStaticV4(opt.AccessKey, opt.SecretKey, ""),
		Secure:     u.Scheme == "https",
		Region:     opt.Region,
		MaxRetries: s3Retries,
	})
	if err != nil {
		return nil, fmt.Errorf("blob: %w", err)
	}
	return &S3{opt: opt, client: client}, nil
}

func (s *S3) key(hash string) string { return s.opt.Prefix + hash }

// Put implements Store. The name of a file is the hash of all its bytes, so they are
// gathered in memory before the first one is sent.
func (s *S3) Put(ctx context.Context, r io.Reader) (string, int64, error) {
	data, err := io.ReadAll(io.LimitReader(readerCtx{ctx, r}, s.opt.MaxBytes+1))
	if err != nil {
		return "", 0, unavailable(err)
	}
	if int64(len(data)) > s.opt.MaxBytes {
		return "", 0, errTooLarge(s.opt.MaxBytes)
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	_, err = s.client.PutObject(ctx, s.opt.Bucket, s.key(hash), bytes.NewReader(data), int64(len(data)),
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	if err != nil {
		return "", 0, s3Error(err)
	}
	return hash, int64(len(data)), nil
}

// Open implements Store.
func (s *S3) Open(ctx context.Context, hash string) (File, int64, error) {
	if !ValidHash(hash) {
		return nil, 0, errNotFound()
	}
	obj, err := s.client.GetObject(ctx, s.opt.Bucket, s.key(hash), minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, s3Error(err)
	}
	// The library asks the service only now; an unknown hash must not surface while a page is half sent.
	info, err := obj.Stat()
	if err != nil {
		return nil, 0, errors.Join(s3Error(err), obj.Close())
	}
	return obj, info.Size, nil
}

// Exists implements Store.
func (s *S3) Exists(ctx context.Context, hash string) (bool, error) {
	if !ValidHash(hash) {
		return false, nil
	}
	_, err := s.client.StatObject(ctx, s.opt.Bucket, s.key(hash), minio.StatObjectOptions{})
	if err = s3Error(err); civic.KindOf(err) == civic.KindNotFound {
		return false, nil
	}
	return err == nil, err
}

// Walk implements Store.
func (s *S3) Walk(ctx context.Context, fn func(Entry) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the listing when fn wants no more
	list := s.client.ListObjects(ctx, s.opt.Bucket, minio.ListObjectsOptions{Prefix: s.opt.Prefix, Recursive: true})
	for o := range list {
		if o.Err != nil {
			return s3Error(o.Err)
		}
		hash := strings.TrimPrefix(o.Key, s.opt.Prefix)
		if !ValidHash(hash) {
			continue
		}
		if err := fn(Entry{Hash: hash, Size: o.Size, Put: o.LastModified}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Delete implements Store. S3 tells times in whole seconds, so a file put in the second of
// before counts as put later.
func (s *S3) Delete(ctx context.Context, hash string, before time.Time) error {
	if !ValidHash(hash) {
		return errNotFound()
	}
	info, err := s.client.StatObject(ctx, s.opt.Bucket, s.key(hash), minio.StatObjectOptions{})
	if err = s3Error(err); err != nil {
		if civic.KindOf(err) == civic.KindNotFound {
			return nil
		}
		return err
	}
	if !info.LastModified.Before(before.Truncate(time.Second)) {
		return civic.Conflict("error.file.in_use")
	}
	return s3Error(s.client.RemoveObject(ctx, s.opt.Bucket, s.key(hash), minio.RemoveObjectOptions{}))
}

// Ready implements Store.
func (s *S3) Ready(ctx context.Context) error {
	ok, err := s.client.BucketExists(ctx, s.opt.Bucket)
	if err != nil {
		return s3Error(err)
	}
	if !ok {
		return civic.Unavailable("error.file.unavailable", fmt.Errorf("blob: there is no bucket %q", s.opt.Bucket))
	}
	return nil
}

// s3Error gives an error of the service its kind.
func s3Error(err error) error {
	if err == nil {
		return nil
	}
	switch minio.ToErrorResponse(err).Code {
	case minio.NoSuchKey:
		return errNotFound()
	case "XMinioStorageFull", "InsufficientStorage", "QuotaExceeded":
		return errFull(err)
	}
	return unavailable(err)
}
