import './tokens.css'
import './base.css'
import './forms.css'
