package plots

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"math"
	"strings"

	"gonum.org/v1/plot/vg/vgimg"
)

// dpi is that of PNG files: twice the 96 pixels an inch of the web.
const dpi = 192

// pngFile draws a figure as PNG with the resolution, the title and the text
// alternative in its header.
func pngFile(f *Figure) ([]byte, error) {
	c := vgimg.NewWith(vgimg.UseWH(f.style.Size.Width, f.style.Size.Height), vgimg.UseDPI(dpi),
		vgimg.UseBackgroundColor(f.style.Theme.Color.Paper))
	if err := f.Draw(c); err != nil {
		return nil, err
	}
	return encode(c.Image(), [][2]string{{"Title", plainText(f.Title)}, {"Description", plainText(f.Alt)}, {"Software", "defcast"}})
}

// encode writes a PNG with the resolution and texts set between its header,
// which is 33 bytes long, and its pixels.
//
// # References
//
// Portable Network Graphics Specification, 3rd ed., W3C, sections 5.3, 11.3.3
// and 11.3.4.3.
func encode(img image.Image, texts [][2]string) ([]byte, error) {
	var pixels bytes.Buffer
	fast := png.Encoder{CompressionLevel: png.BestSpeed} // a third of the time for 4 % more bytes
	if err := fast.Encode(&pixels, img); err != nil {
		return nil, err
	}
	const header = 8 + 12 + 13 // signature, chunk IHDR
	perMeter := binary.BigEndian.AppendUint32(nil, uint32(math.Round(dpi/0.0254)))
	extra := chunk("pHYs", append(append(perMeter, perMeter...), 1))
	for _, t := range texts {
		extra = append(extra, textChunk(t[0], t[1])...)
	}
	out := append([]byte{}, pixels.Bytes()[:header]...)
	out = append(out, extra...)
	return append(out, pixels.Bytes()[header:]...), nil
}

// textChunk returns a tEXt chunk, or iTXt for a text beyond Latin-1.
func textChunk(key, s string) []byte {
	latin := []byte(key + "\x00")
	for _, r := range s {
		if r > 0xFF {
			return chunk("iTXt", []byte(strings.Join([]string{key, "\x00\x00", "", s}, "\x00")))
		}
		latin = append(latin, byte(r))
	}
	return chunk("tEXt", latin)
}

// chunk frames data with its length, type and checksum.
func chunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}
