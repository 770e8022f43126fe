using System.Globalization;

namespace QuestPDF.Infrastructure;

public readonly struct Color : IEquatable<Color>
{
    /// <param name="hex">0xAARRGGBB.</param>
    public Color(uint hex) => Hex = hex;

    /// <summary>The colour as 0xAARRGGBB.</summary>
    public uint Hex { get; }

    public byte Alpha => (byte)(Hex >> 24);
    public byte Red => (byte)(Hex >> 16);
    public byte Green => (byte)(Hex >> 8);
    public byte Blue => (byte)Hex;

    /// <param name="hex">RGB, ARGB, RRGGBB or AARRGGBB, with or without a leading #.</param>
    public static Color FromHex(string hex)
    {
        var digits = hex.AsSpan().TrimStart('#');
        if (
            digits.Length is not (3 or 4 or 6 or 8)
            || !uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
        {
            throw new ArgumentException($"'{hex}' is not a colour: write #RGB, #ARGB, #RRGGBB or #AARRGGBB.", nameof(hex));
        }

        if (digits.Length <= 4)
        {
            // In the short forms, each digit is doubled.
            var wide = 0u;
            for (var i = 3; i >= 0; i--)
                wide = (wide << 8) | ((value >> (4 * i)) & 0xF) * 0x11;
            value = wide;
        }
        return new Color(digits.Length is 3 or 6 ? value | 0xFF000000 : value);
    }

    public static Color FromRGB(byte red, byte green, byte blue) => FromARGB(255, red, green, blue);

    public static Color FromARGB(byte alpha, byte red, byte green, byte blue) =>
        new(((uint)alpha << 24) | ((uint)red << 16) | ((uint)green << 8) | blue);

    public static implicit operator Color(string hex) => FromHex(hex);

    public static implicit operator Color(uint hex) => new(hex);

    public static implicit operator uint(Color color) => color.Hex;

    public static bool operator ==(Color left, Color right) => left.Equals(right);

    public static bool operator !=(Color left, Color right) => !left.Equals(right);

    public bool Equals(Color other) => Hex == other.Hex;

    public override bool Equals(object? obj) => obj is Color other && Equals(other);

    public override int GetHashCode() => Hex.GetHashCode();

    public override string ToString() => $"#{Hex:X8}";
}
