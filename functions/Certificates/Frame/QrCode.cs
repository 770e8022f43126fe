using QRCoder;

namespace TechTransfer.Certificates.Frame;

/// <summary>QR codes as black-and-white PNG with error correction M, readable on a folded or stained print.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 6;

    public static byte[] Png(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new PngByteQRCode(data).GetGraphic(PixelsPerModule, drawQuietZones: false);
    }
}
