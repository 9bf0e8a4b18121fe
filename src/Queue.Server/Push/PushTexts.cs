using System.Globalization;

namespace Queue.Server.Push;

/// <summary>The words of alerts in the guest's language; English when we do not speak it.</summary>
internal static class PushTexts
{
    public const string Fallback = "en";

    private static readonly Dictionary<string, Words> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = new(
            "You are on the list. We tell you when it is your turn.",
            "It is your turn! Please come within {0} minute.",
            "It is your turn! Please come within {0} minutes.",
            "We are calling you again! Please come within {0} minute.",
            "We are calling you again! Please come within {0} minutes.",
            "False alarm, sorry: it is not your turn yet. You keep your place in line.",
            "Getting close: you are number {0} in line.",
            "We called you and did not see you. Please talk to us if you are still here.",
            "You were taken off the list. Please talk to us if that is a mistake.",
            "The queue has closed. Thank you for your patience.",
            "This is a test. Alerts work on this phone.",
            "It takes longer than we said: about {0} more minutes. We are sorry; your place is safe."),
        ["es"] = new(
            "Estás en la lista. Te avisamos cuando sea tu turno.",
            "¡Es tu turno! Ven en {0} minuto, por favor.",
            "¡Es tu turno! Ven en {0} minutos, por favor.",
            "¡Te llamamos otra vez! Ven en {0} minuto, por favor.",
            "¡Te llamamos otra vez! Ven en {0} minutos, por favor.",
            "Falsa alarma, disculpa: aún no es tu turno. Conservas tu lugar en la fila.",
            "Ya falta poco: eres el número {0} de la fila.",
            "Te llamamos y no te vimos. Habla con nosotros si sigues aquí.",
            "Te quitamos de la lista. Habla con nosotros si es un error.",
            "La fila se ha cerrado. Gracias por tu paciencia.",
            "Esto es una prueba. Los avisos funcionan en este teléfono.",
            "Tarda más de lo que dijimos: unos {0} minutos más. Lo sentimos; tu lugar está seguro."),
        ["fr"] = new(
            "Vous êtes sur la liste. Nous vous prévenons quand c'est votre tour.",
            "C'est votre tour ! Merci de venir dans {0} minute.",
            "C'est votre tour ! Merci de venir dans les {0} minutes.",
            "Nous vous appelons de nouveau ! Merci de venir dans {0} minute.",
            "Nous vous appelons de nouveau ! Merci de venir dans les {0} minutes.",
            "Fausse alerte, désolé : ce n'est pas encore votre tour. Vous gardez votre place dans la file.",
            "Bientôt : vous êtes numéro {0} dans la file.",
            "Nous vous avons appelé sans vous voir. Parlez-nous si vous êtes encore là.",
            "Vous avez été retiré de la liste. Parlez-nous si c'est une erreur.",
            "La file est fermée. Merci de votre patience.",
            "Ceci est un test. Les alertes fonctionnent sur ce téléphone.",
            "C'est plus long que prévu : encore {0} minutes environ. Désolés ; votre place est gardée."),
        ["de"] = new(
            "Sie stehen auf der Liste. Wir sagen Bescheid, wenn Sie dran sind.",
            "Sie sind dran! Bitte kommen Sie innerhalb von {0} Minute.",
            "Sie sind dran! Bitte kommen Sie innerhalb von {0} Minuten.",
            "Wir rufen Sie noch einmal! Bitte kommen Sie innerhalb von {0} Minute.",
            "Wir rufen Sie noch einmal! Bitte kommen Sie innerhalb von {0} Minuten.",
            "Falscher Alarm, Verzeihung: Sie sind noch nicht dran. Ihr Platz in der Reihe bleibt Ihnen.",
            "Gleich so weit: Sie sind Nummer {0} in der Reihe.",
            "Wir haben Sie gerufen und nicht gesehen. Sprechen Sie uns an, falls Sie noch da sind.",
            "Sie wurden von der Liste genommen. Sprechen Sie uns an, falls das ein Irrtum ist.",
            "Die Warteliste ist geschlossen. Danke für Ihre Geduld.",
            "Dies ist ein Test. Meldungen funktionieren auf diesem Telefon.",
            "Es dauert länger als gesagt: noch etwa {0} Minuten. Es tut uns leid; Ihr Platz bleibt Ihnen."),
        ["zh"] = new(
            "您已加入候位名单，轮到您时我们会通知您。",
            "轮到您了！请在 {0} 分钟内前来。",
            "轮到您了！请在 {0} 分钟内前来。",
            "我们再次叫您！请在 {0} 分钟内前来。",
            "我们再次叫您！请在 {0} 分钟内前来。",
            "抱歉，刚才叫错了：还没有轮到您，您的位置为您保留。",
            "快到了：您排在第 {0} 位。",
            "我们叫过您，但没有见到您。如果您还在，请告诉我们。",
            "您已被移出名单。如有误会，请告诉我们。",
            "候位已结束，感谢您的耐心等待。",
            "这是一条测试消息，此手机可以收到通知。",
            "等待时间比预计的长：大约还要 {0} 分钟。非常抱歉，您的位置为您保留。"),
    };

    /// <summary>The language of a tag such as <c>de-AT</c>, or of the first in a list, if we speak it; else English.</summary>
    public static string LanguageOf(string? tag)
    {
        var primary = (tag ?? "").Split('-', '_', ',', ';')[0].Trim().ToLowerInvariant();
        return Languages.ContainsKey(primary) ? primary : Fallback;
    }

    /// <summary>The sentence of an alert.</summary>
    /// <param name="language">One that <see cref="LanguageOf"/> gave.</param>
    /// <param name="kind">One of <see cref="PushKinds"/>.</param>
    /// <param name="number">Whole minutes left of a call, or the position.</param>
    public static string Of(string language, string kind, int number)
    {
        var words = Languages[language];
        var text = kind switch
        {
            PushKinds.JoinConfirm => words.Joined,
            PushKinds.Called => number == 1 ? words.CalledOne : words.CalledMany,
            PushKinds.CalledAgain => number == 1 ? words.AgainOne : words.AgainMany,
            PushKinds.FalseAlarm => words.FalseAlarm,
            PushKinds.NoShow => words.NoShow,
            PushKinds.Removed => words.Removed,
            PushKinds.Closed => words.Closed,
            PushKinds.Test => words.Test,
            PushKinds.Delayed => words.Delayed,
            _ => words.Close,
        };
        return string.Format(CultureInfo.InvariantCulture, text, number);
    }

    private sealed record Words(
        string Joined,
        string CalledOne,
        string CalledMany,
        string AgainOne,
        string AgainMany,
        string FalseAlarm,
        string Close,
        string NoShow,
        string Removed,
        string Closed,
        string Test,
        string Delayed);
}
