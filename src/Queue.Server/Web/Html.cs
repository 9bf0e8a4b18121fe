using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Queue.Server.Web;

/// <summary>
/// Markup that is safe to send. It is made of literals of this program alone: <see cref="Of"/> encodes every value that is put in, for
/// text and for quoted attributes. There is no way from a plain string to <see cref="Html"/> without encoding.
/// </summary>
internal readonly struct Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>The markup of an interpolated string.</summary>
    public static Html Of(ref Builder html) => new(html.ToString());

    /// <summary>One after the other.</summary>
    public static Html All(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.markup)));

    /// <summary>The markup, or nothing.</summary>
    public static Html If(bool condition, Html html) => condition ? html : default;

    public override string ToString() => markup ?? "";

    /// <summary>Encodes what is put into an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Builder(int literalLength, int formattedCount)
    {
        private readonly StringBuilder text = new(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted(int value) => text.Append(CultureInfo.InvariantCulture, $"{value}");

        public void AppendFormatted(Html value) => text.Append(value.markup);

        public override string ToString() => text.ToString();
    }
}
