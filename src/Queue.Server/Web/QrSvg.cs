using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Queue.Server.Web;

/// <summary>
/// A QR code as SVG: black on white in every theme, with the quiet zone of four modules that ISO/IEC 18004 asks for. Level M still
/// reads with 15 % of it torn or dirty.
/// </summary>
internal static class QrSvg
{
    /// <summary>What fits at level M whatever the characters are; no address of a queue comes near.</summary>
    public const int MostLetters = 700;

    public static byte[] Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder(rows.Count * rows.Count);
        for (var y = 0; y < rows.Count; y++)
        {
            AppendRow(path, rows[y], y);
        }

        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {rows.Count} {rows.Count}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{rows.Count}v{rows.Count}H0z"/><path d="{path}"/></svg>
            """));
    }

    // Each run of black modules is one rectangle, so that no renderer shows seams between them.
    private static void AppendRow(StringBuilder path, BitArray row, int y)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var start = x;
            while (x < row.Length && row[x])
            {
                x++;
            }

            if (x > start)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1h-{x - start}z");
            }
        }
    }
}
