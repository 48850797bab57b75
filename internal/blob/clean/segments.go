package clean

import (
	"bytes"
	"encoding/binary"
)

// jpegSegment is one marker of a JPEG with what belongs to it.
type jpegSegment struct {
	marker byte
	body   []byte // without marker and length
	raw    []byte // with both
}

// jpegHeader walks the segments of a JPEG up to the first picture data. rest begins with
// the start-of-scan marker. ok is false when the bytes have no such form.
func jpegHeader(data []byte) (segments []jpegSegment, rest []byte, ok bool) {
	if len(data) < 4 || data[0] != 0xff || data[1] != 0xd8 {
		return nil, nil, false
	}
	b := data[2:]
	for len(b) >= 4 && b[0] == 0xff {
		m := b[1]
		switch {
		case m == 0xff: // fill byte
			b = b[1:]
			continue
		case m == 0xda: // start of scan
			return segments, b, true
		case m == 0x01 || (m >= 0xd0 && m <= 0xd9): // markers that stand alone
			b = b[2:]
			continue
		}
		n := int(binary.BigEndian.Uint16(b[2:]))
		if n < 2 || len(b) < 2+n {
			return segments, nil, false
		}
		segments = append(segments, jpegSegment{m, b[4 : 2+n], b[:2+n]})
		b = b[2+n:]
	}
	return segments, nil, false
}

// isProgressive tells whether a JPEG keeps all its coefficients in memory while decoding.
func isProgressive(segments []jpegSegment) bool {
	for _, s := range segments {
		if s.marker == 0xc2 {
			return true
		}
	}
	return false
}

var exifMark = []byte("Exif\x00\x00")

// exifBlock finds the EXIF data of a JPEG, PNG or WebP: the TIFF structure inside, or nil.
func exifBlock(format string, data []byte) []byte {
	switch format {
	case "jpeg":
		segments, _, _ := jpegHeader(data)
		for _, s := range segments {
			if s.marker == 0xe1 && bytes.HasPrefix(s.body, exifMark) {
				return s.body[len(exifMark):]
			}
		}
	case "png":
		for b := data[min(8, len(data)):]; len(b) >= 12; {
			n := int64(binary.BigEndian.Uint32(b))
			if int64(len(b)) < 12+n {
				return nil
			}
			if string(b[4:8]) == "eXIf" {
				return b[8 : 8+n]
			}
			b = b[12+n:]
		}
	case "webp":
		for b := data[min(12, len(data)):]; len(b) >= 8; {
			n := int64(binary.LittleEndian.Uint32(b[4:]))
			if int64(len(b)) < 8+n {
				return nil
			}
			if string(b[:4]) == "EXIF" {
				return bytes.TrimPrefix(b[8:8+n], exifMark)
			}
			b = b[min(int64(len(b)), 8+n+n%2):]
		}
	}
	return nil
}

// orientation reads the orientation, 1 to 8, from EXIF data; 1 (upright) when there is none
// or it makes no sense. A camera turns the note, not the pixels.
func orientation(tiff []byte) int {
	const upright, tag, short = 1, 0x0112, 3
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	off := int64(order.Uint32(tiff[4:]))
	if off+2 > int64(len(tiff)) {
		return upright
	}
	entries := tiff[off+2:]
	for n := int(order.Uint16(tiff[off:])); n > 0 && len(entries) >= 12; n-- {
		e := entries[:12]
		entries = entries[12:]
		if order.Uint16(e) == tag && order.Uint16(e[2:]) == short {
			if v := int(order.Uint16(e[8:])); v >= 1 && v <= 8 {
				return v
			}
			return upright
		}
	}
	return upright
}

// bareJPEG drops everything from a JPEG that is not needed to show it: EXIF, XMP, maker's
// notes, comments, and what follows the picture. It is lossless, for JPEGs inside a PDF.
// What has not the form of a JPEG comes back as ok false.
func bareJPEG(data []byte) (out []byte, ok bool) {
	segments, rest, ok := jpegHeader(data)
	if !ok {
		return nil, false
	}
	out = append(make([]byte, 0, len(data)), 0xff, 0xd8)
	for _, s := range segments {
		app := s.marker >= 0xe0 && s.marker <= 0xef
		// APP0 says how dense the pixels are, APP14 and a colour profile in APP2 how to colour them.
		keep := s.marker == 0xe0 && bytes.HasPrefix(s.body, []byte("JFIF\x00")) && len(s.body) <= 14 ||
			s.marker == 0xee && bytes.HasPrefix(s.body, []byte("Adobe")) ||
			s.marker == 0xe2 && bytes.HasPrefix(s.body, []byte("ICC_PROFILE\x00"))
		if (app && !keep) || s.marker == 0xfe {
			continue
		}
		out = append(out, s.raw...)
	}
	return append(out, scans(rest)...), true
}

// scans returns the picture data of a JPEG up to and with the end-of-image marker, without
// comments and application data a progressive file could hold between its scans.
func scans(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if b[i] != 0xff || i+1 == len(b) {
			out = append(out, b[i])
			i++
			continue
		}
		m := b[i+1]
		switch {
		case m == 0xd9:
			return append(out, 0xff, 0xd9)
		case m == 0x00 || m == 0xff || m == 0x01 || (m >= 0xd0 && m <= 0xd8):
			n := 2
			if m == 0xff {
				n = 1
			}
			out = append(out, b[i:i+n]...)
			i += n
		case i+4 > len(b):
			return out
		default:
			n := 2 + int(binary.BigEndian.Uint16(b[i+2:]))
			end := min(len(b), i+n)
			if (m < 0xe0 || m > 0xef) && m != 0xfe {
				out = append(out, b[i:end]...)
			}
			i = end
		}
	}
	return out
}

// bareJP2 drops the boxes of a JPEG 2000 that hold notes. A bare code stream comes back as
// it is; what has neither form comes back as ok false.
func bareJP2(data []byte) (out []byte, ok bool) {
	if bytes.HasPrefix(data, []byte{0xff, 0x4f, 0xff, 0x51}) {
		return data, true
	}
	if !bytes.HasPrefix(data, []byte("\x00\x00\x00\x0cjP  \r\n\x87\n")) {
		return nil, false
	}
	for b := data; len(b) >= 8; {
		n := int64(binary.BigEndian.Uint32(b))
		switch n {
		case 0:
			n = int64(len(b))
		case 1:
			if len(b) < 16 {
				return nil, false
			}
			n = int64(binary.BigEndian.Uint64(b[8:]) & (1<<62 - 1))
		}
		if n < 8 || n > int64(len(b)) {
			return nil, false
		}
		switch string(b[4:8]) {
		case "jP  ", "ftyp", "jp2h", "jp2c", "rreq":
			out = append(out, b[:n]...)
		}
		b = b[n:]
	}
	return out, true
}
